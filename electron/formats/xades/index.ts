export { signSubmission } from './submission-signature.builder.ts';
export type { SignedDocument, SubmissionToSign } from './submission-signature.builder.ts';
export { submissionSignatureProblem } from './submission-signature.parser.ts';
export { DS, digestValue, keyInfo, reference, signedInfo } from './xmldsig.ts';
export type { SignatureHash, XmlSigner } from './xmldsig.ts';
