import { buildVsm, vsmModel, zoneOffsetMinutes, type VsmModelSource, type VsmSource } from '../../formats/cda/index.ts';
import { buildVsmPdf } from '../../formats/pdf/index.ts';
import type { VsmModel } from '../../../shared/domain/vsm-model.ts';

/** What makes a VSM, as it crosses to the format worker: plain values, the ids already drawn. */
export type VsmOrder = Omit<VsmSource, 'identifiers' | 'now'> & {
  readonly identifiers: Omit<VsmSource['identifiers'], 'newId'>;
  /** UTC instant; the practice's zone is added here. */
  readonly instant: string;
};

export interface VsmMade {
  readonly cda: Uint8Array;
  readonly pdf: Uint8Array;
  readonly model: VsmModel;
}

/** The display model alone, for the preview. */
export function modelOf(source: Omit<VsmModelSource, 'now'>, instant: string): VsmModel {
  return vsmModel({ ...source, now: { instant, zoneOffsetMinutes: zoneOffsetMinutes(new Date(instant)) } });
}

/** Makes the CDA and its readable PDF. Runs in the format worker: it takes longer than a frame. */
export async function makeVsm(order: VsmOrder, newId: () => string): Promise<VsmMade> {
  const { identifiers, instant, ...source } = order;
  const now = { instant, zoneOffsetMinutes: zoneOffsetMinutes(new Date(instant)) };
  const made = buildVsm({ ...source, now, identifiers: { ...identifiers, newId } });
  return { cda: made.bytes, model: made.model, pdf: await buildVsmPdf(made.model, instant) };
}
