export { signSubmission } from './submission-signature.builder.ts';
export type { SubmissionToSign } from './submission-signature.builder.ts';
export { submissionSignatureProblem } from './submission-signature.parser.ts';
export type { SignatureHash, XmlSigner } from './xmldsig.ts';
