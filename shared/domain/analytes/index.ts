export {
  analyteByLoinc,
  analyteOf,
  ANALYTES,
  loincFor,
  searchAnalytes,
  unitFor,
  type Analyte,
  type FoundAnalyte,
  type Sought,
} from './analytes.ts';
export { axisValue, curvePlace, secondValueGap, type CurvePlace } from './axis.ts';
export { labelKey } from './labels.ts';
export { unitMeanings, unitOf, type Unit } from './units.ts';
