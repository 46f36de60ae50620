import { Box } from '@mui/material';
import type { Reglages } from '../../../shared/contract/reglages.ts';
import { useSession } from '../../app/session-context.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { BackupSection } from './BackupSection.tsx';
import { CardsSection } from './CardsSection.tsx';
import { CertificatesSection } from './CertificatesSection.tsx';
import { DrugBaseSection } from './DrugBaseSection.tsx';
import { DmpSection } from './DmpSection.tsx';
import { GeneralSection } from './GeneralSection.tsx';
import { JournalSection } from './JournalSection.tsx';
import { MailSection } from './MailSection.tsx';
import { PscSection } from './PscSection.tsx';
import { DoctorsSection, PracticeSection } from './PracticeSection.tsx';
import { SnippetsSection } from './SnippetsSection.tsx';
import { SourcesSection } from './SourcesSection.tsx';
import { WhiteListSection } from './WhiteListSection.tsx';
import './reglages.css';

const opensByPsc = ({ comptes }: Reglages, idNat: string): boolean =>
  comptes.find(({ proprietaire }) => proprietaire === idNat)?.authentification === 'psc';

/** The practice's settings: each block is saved by itself, and written in the journal. */
export default function ReglagesPage() {
  const reglages = useHygieQuery('reglages.lire', {});
  const { idNat } = useSession().praticien;
  return (
    <Box className="page-reglages">
      <Box component="h1" sx={{ m: 0, fontSize: '1.25rem' }}>
        Réglages
      </Box>
      {reglages.isError ? <ErrorNotice error={reglages.error} onRetry={() => void reglages.refetch()} /> : null}
      {reglages.data === undefined ? (
        <Loading />
      ) : (
        <div className="grille">
          <div className="pile">
            <PracticeSection reglages={reglages.data} />
            <MailSection reglages={reglages.data} />
            {opensByPsc(reglages.data, idNat) ? <PscSection reglages={reglages.data} /> : null}
            <DoctorsSection medecins={reglages.data.medecins} />
            <WhiteListSection />
            <BackupSection />
          </div>
          <div className="pile">
            <DmpSection reglages={reglages.data} />
            <CertificatesSection certificats={reglages.data.certificats} />
            <DrugBaseSection />
            <SnippetsSection />
            <GeneralSection reglages={reglages.data} />
          </div>
        </div>
      )}
      <SourcesSection />
      <CardsSection />
      <JournalSection />
    </Box>
  );
}
