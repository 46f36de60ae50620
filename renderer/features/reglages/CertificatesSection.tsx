import { Alert, Box, Button } from '@mui/material';
import { useId, useState, type FormEvent } from 'react';
import type { CertificatStructure, Reglages, UsageCertificat } from '../../../shared/contract/reglages.ts';
import { sentenceOf } from '../../lib/client.ts';
import { formatInstantDate } from '../../lib/dates.ts';
import { tell, tellError } from '../../lib/notices.ts';
import { useHygieCommand } from '../../lib/queries.ts';
import { Section } from './Section.tsx';
import { TextField } from './Fields.tsx';

const USAGES = [
  ['authentification', 'Authentification'],
  ['cachet', 'Cachet (signature)'],
] as const;

/** Longest file that the host takes, in bytes. */
const LONGEST_FILE = 150_000;

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

const AFTER = ['reglages.lire', 'partage.preparer'] as const;

interface Props {
  readonly usage: UsageCertificat;
  readonly titre: string;
  readonly kept: CertificatStructure | null;
}

function CertificateForm({ usage, titre, kept }: Props) {
  const id = useId();
  const keep = useHygieCommand('reglages.garderCertificat', { refreshes: AFTER });
  const forget = useHygieCommand('reglages.oublierCertificat', { refreshes: AFTER });
  const [password, setPassword] = useState('');
  const [files, setFiles] = useState<{ readonly fichier: File | null; readonly cle: File | null }>({
    fichier: null,
    cle: null,
  });
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async () => {
    const { fichier, cle } = files;
    if (fichier === null) return setProblem('Choisissez le fichier du certificat.');
    if (fichier.size > LONGEST_FILE || (cle?.size ?? 0) > LONGEST_FILE)
      return setProblem('Ce fichier est trop grand pour un certificat.');
    setProblem(null);
    keep.mutate(
      {
        usage,
        fichier: await base64Of(fichier),
        cle: cle === null ? null : await base64Of(cle),
        motDePasse: password === '' ? null : password,
      },
      {
        onSuccess: () => {
          setPassword('');
          tell(`${titre} : certificat enregistré.`);
        },
      },
    );
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  const fileField = (name: 'fichier' | 'cle', label: string) => (
    <div>
      <label className="etiquette" htmlFor={`${id}-${name}`}>
        {label}
      </label>
      <input
        id={`${id}-${name}`}
        className="champ"
        type="file"
        accept=".p12,.pfx,.pem,.crt,.cer,.key"
        onChange={(event) => setFiles((before) => ({ ...before, [name]: event.target.files?.[0] ?? null }))}
      />
    </div>
  );
  const message = problem ?? (keep.isError ? sentenceOf(keep.error) : null);
  return (
    <form noValidate onSubmit={onSubmit} aria-label={`Certificat : ${titre}`}>
      <h3>{titre}</h3>
      <p>
        {kept === null
          ? 'Aucun certificat enregistré.'
          : `${kept.titulaire} (${kept.structureId}), émis par ${kept.emetteur}, valable jusqu’au ${formatInstantDate(kept.expireLe)}.`}
      </p>
      <div className="champs">
        {fileField('fichier', 'Fichier (PKCS#12 ou PEM)')}
        {fileField('cle', 'Clé, si elle est à part (PEM)')}
        <TextField label="Mot de passe du fichier" type="password" value={password} onChange={setPassword} max={200} />
      </div>
      {message === null ? null : (
        <Alert severity="error" role="alert" sx={{ mt: 1 }}>
          {message}
        </Alert>
      )}
      <Box className="pied" sx={{ gap: 1 }}>
        {kept === null ? null : (
          <Button
            aria-label={`Oublier le certificat : ${titre}`}
            onClick={() => forget.mutate({ usage }, { onError: tellError })}
          >
            Oublier
          </Button>
        )}
        <Button
          type="submit"
          variant="outlined"
          disabled={keep.isPending}
          aria-label={`Enregistrer le certificat : ${titre}`}
        >
          Enregistrer
        </Button>
      </Box>
    </form>
  );
}

/** What the indirect mode of the DMP asks of the practice. A key that was kept never comes back to the window. */
export function CertificatesSection({ certificats }: Pick<Reglages, 'certificats'>) {
  return (
    <Section titre="Certificats du cabinet (DMP, mode indirect)">
      {USAGES.map(([usage, titre]) => (
        <CertificateForm key={usage} usage={usage} titre={titre} kept={certificats[usage]} />
      ))}
    </Section>
  );
}
