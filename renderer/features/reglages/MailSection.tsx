import { Box, Button } from '@mui/material';
import { useState } from 'react';
import type { CompteMssante, Reglages } from '../../../shared/contract/reglages.ts';
import { call, sentenceOf } from '../../lib/client.ts';
import { useSession } from '../../app/session-context.ts';
import { ChoiceField, SecretText, TextField } from './Fields.tsx';
import { FormSection } from './Section.tsx';

const NEW_ACCOUNT = {
  adresse: '',
  soumission: { hote: '', port: 587 },
  imap: { hote: '', port: 143 },
  authentification: 'psc',
  nil: '',
} as const;

const portOf = (text: string): number => (/^\d{1,5}$/.test(text) ? Number(text) : 0);

/** The doctor's own mailbox. Its secret is written here and never read back. */
export function MailSection({ reglages }: { readonly reglages: Reglages }) {
  const { idNat, adresseMssante } = useSession().praticien;
  const kept = reglages.comptes.find((each) => each.proprietaire === idNat);
  const start = kept ?? { ...NEW_ACCOUNT, adresse: adresseMssante ?? '' };
  const [account, setAccount] = useState({
    adresse: start.adresse,
    smtpHote: start.soumission.hote,
    smtpPort: String(start.soumission.port),
    imapHote: start.imap.hote,
    imapPort: String(start.imap.port),
    authentification: start.authentification as CompteMssante['authentification'],
    nil: start.nil,
  });
  const [secret, setSecret] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [remark, setRemark] = useState<string | null>(null);
  const [looking, setLooking] = useState(false);
  const change = (part: Partial<typeof account>) => setAccount((before) => ({ ...before, ...part }));
  /** What the domain says is proposed in the form: nothing is kept before « Enregistrer ». */
  const find = async () => {
    setLooking(true);
    setRemark(null);
    try {
      const { soumission, imap, remarque } = await call('espace.trouverServeurs', { adresse: account.adresse });
      change({
        ...(soumission === null ? {} : { smtpHote: soumission.hote, smtpPort: String(soumission.port) }),
        ...(imap === null ? {} : { imapHote: imap.hote, imapPort: String(imap.port) }),
      });
      const found = 'Serveurs trouvés : à vérifier, puis à enregistrer.';
      setRemark(remarque ?? found);
    } catch (error) {
      setRemark(sentenceOf(error));
    } finally {
      setLooking(false);
    }
  };
  const aide =
    kept?.secretPresent === true
      ? 'Un secret est enregistré. Laisser vide pour le garder.'
      : 'Aucun secret enregistré.';
  return (
    <FormSection
      titre="Boîte MSSanté"
      problem={problem}
      onProblem={setProblem}
      onSaved={() => setSecret('')}
      changes={() => {
        const soumission = { hote: account.smtpHote.trim(), port: portOf(account.smtpPort) };
        const imap = { hote: account.imapHote.trim(), port: portOf(account.imapPort) };
        if (!/^[^\s@]+@[^\s@]+$/.test(account.adresse.trim())) return 'L’adresse MSSanté est incomplète.';
        for (const { hote, port } of [soumission, imap]) {
          if (hote === '') return 'Le nom d’un des deux serveurs est vide.';
          if (port < 1 || port > 65535) return 'Un port est un nombre de 1 à 65535.';
        }
        return {
          compte: {
            proprietaire: idNat,
            adresse: account.adresse.trim(),
            soumission,
            imap,
            authentification: account.authentification,
            nil: account.nil.trim(),
            secret: secret === '' ? null : secret,
          },
        };
      }}
    >
      <TextField
        label="Adresse MSSanté"
        value={account.adresse}
        onChange={(adresse) => change({ adresse })}
        max={200}
      />
      <ChoiceField
        label="Authentification"
        value={account.authentification}
        options={[
          ['psc', 'Pro Santé Connect'],
          ['mot-de-passe', 'Mot de passe'],
          ['certificat', 'Certificat logiciel'],
        ]}
        onChange={(authentification) => change({ authentification })}
      />
      <Box sx={{ gridColumn: '1 / -1', display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <Button variant="outlined" disabled={looking} onClick={() => void find()}>
          {looking ? 'Recherche…' : 'Trouver les serveurs'}
        </Button>
        <span role="status" className="discret">
          {remark ?? 'D’après le domaine de l’adresse (STARTTLS).'}
        </span>
      </Box>
      <TextField
        label="Serveur d’envoi"
        value={account.smtpHote}
        onChange={(smtpHote) => change({ smtpHote })}
        max={200}
      />
      <TextField
        label="Port d’envoi"
        type="number"
        value={account.smtpPort}
        onChange={(smtpPort) => change({ smtpPort })}
        max={5}
      />
      <TextField
        label="Serveur de réception (IMAP)"
        value={account.imapHote}
        onChange={(imapHote) => change({ imapHote })}
        max={200}
      />
      <TextField
        label="Port de réception"
        type="number"
        value={account.imapPort}
        onChange={(imapPort) => change({ imapPort })}
        max={5}
      />
      <TextField
        label="Numéro d’identification du logiciel (NIL)"
        value={account.nil}
        onChange={(nil) => change({ nil })}
        max={60}
      />
      {account.authentification === 'psc' && kept?.authentification !== 'psc' ? (
        <p className="discret aide" style={{ gridColumn: '1 / -1' }}>
          Enregistrez : la connexion à Pro Santé Connect se règle ensuite sous ce bloc.
        </p>
      ) : null}
      {account.authentification === 'mot-de-passe' ? (
        <TextField label="Mot de passe" type="password" value={secret} onChange={setSecret} max={200} aide={aide} />
      ) : null}
      {account.authentification === 'certificat' ? (
        <SecretText label="Certificat et clé (PEM)" value={secret} onChange={setSecret} aide={aide} />
      ) : null}
    </FormSection>
  );
}
