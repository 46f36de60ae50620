import type { Coded, Institution, PatientIdentifier, Person } from './model.ts';
import { OID } from './vocabulary.ts';

/**
 * HL7 v2 separators have no escape that XDS readers agree on, so they are taken out of names.
 * Choix : « & » devient « et », les autres séparateurs une espace ; à vérifier auprès du DMP.
 */
function plain(text: string): string {
  return text
    .replace(/&/g, ' et ')
    .replace(/[\^~|\\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** CX of a patient: `value^^^&oid&ISO^NH`. */
export function writeCx(id: PatientIdentifier): string {
  return `${id.value}^^^&${id.oid}&ISO^${id.kind}`;
}

/** Reads a CX; what follows the identifier's kind is ignored. Null when it names no ISO authority. */
export function readCx(text: string): PatientIdentifier | null {
  const [value, , , authority, kind] = text.trim().split('^');
  const [, oid, type] = (authority ?? '').split('&');
  if (!value || !oid || type !== 'ISO') return null;
  return { value, oid, kind: kind === 'PI' ? 'PI' : 'NH' };
}

/** XCN of a professional or of a system (CI-SIS, « authorPerson »). */
export function writeXcn(person: Person): string {
  const [nameType, idType] = person.kind === 'professional' ? ['D', 'IDNPS'] : ['U', 'RI'];
  return `${person.id}^${plain(person.family)}^${plain(person.given)}^^^^^^&${person.oid}&ISO^${nameType}^^^${idType}`;
}

/** XON of a structure (CI-SIS, « authorInstitution »). */
export function writeXon(institution: Institution): string {
  return `${plain(institution.name)}^^^^^&${OID.structure}&ISO^IDNST^^^${institution.id}`;
}

/** Specialty of an author: `code^label^scheme`. */
export function writeSpecialty(specialty: Coded): string {
  return `${specialty.code}^${plain(specialty.label)}^${specialty.scheme}`;
}

/** Name of a patient in PID-5; `L` for the name of civil status, `D` for the one in use. */
export function writePatientName(family: string, given: string, allGiven: string, use: 'L' | 'D'): string {
  return `PID-5|${plain(family)}^${plain(given)}^${plain(allGiven)}^^^^${use}`;
}

/**
 * HL7 time (yyyyMMddHHmmss with or without zone) to UTC, in the precision it was written with.
 * A time without zone is taken as metropolitan French time (choix : le CI-SIS impose le fuseau, certains logiciels l’oublient); a day stays that day.
 * Null when it is no time at all.
 */
export function utcTime(text: string): string | null {
  const match = /^(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:\.\d+)?([+-]\d{4})?$/.exec(text.trim());
  if (!match) return null;
  const [, year = '', month, day, hour, minute, second, zone] = match;
  if (hour === undefined) return `${year}${month ?? ''}${day ?? ''}`;
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute ?? 0),
    Number(second ?? 0),
  );
  if (Number.isNaN(wall)) return null;
  const offset = zone === undefined ? parisOffset(wall) : zoneMinutes(zone);
  return timeStamp(new Date(wall - offset * 60_000));
}

function zoneMinutes(zone: string): number {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5));
  return zone.startsWith('-') ? -minutes : minutes;
}

/** Minutes that French clocks are ahead of UTC at that wall time. */
function parisOffset(wall: number): number {
  const offsetAt = (instant: number): number => {
    const name = new Intl.DateTimeFormat('en-US', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' })
      .formatToParts(new Date(instant))
      .find((part) => part.type === 'timeZoneName')?.value;
    const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? '');
    return match ? zoneMinutes(`${match[1]}${match[2]}${match[3]}`) : 60;
  };
  return offsetAt(wall - offsetAt(wall) * 60_000);
}

/** UTC time of an instant, yyyyMMddHHmmss. */
export function timeStamp(instant: Date): string {
  return instant.toISOString().replace(/\D/g, '').slice(0, 14);
}

/** OID of a UUID (ITU-T X.667): `2.25.` and the UUID as one decimal number, 44 characters at most. */
export function oidOfUuid(uuid: string): string {
  return `2.25.${BigInt(`0x${uuid.replace(/^urn:uuid:/, '').replaceAll('-', '')}`)}`;
}
