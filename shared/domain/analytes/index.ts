export {
  analyteByLoinc,
  analyteOf,
  ANALYTES,
  searchAnalytes,
  type Analyte,
  type FoundAnalyte,
  type Sought,
} from './analytes.ts';
export { axisValue, curvePlace, secondValueGap, type CurvePlace } from './axis.ts';
export { labelKey } from './labels.ts';
export { unitOf, type Unit } from './units.ts';
