/** Every target of the catalogue once, with its place in the file. */

import { placeInFile } from '../catalog/account-choice.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import type { Target } from '../catalog/target.ts';

export interface Placed {
  readonly path: string;
  readonly entitlement: Entitlement;
  readonly target: Target;
}

export const placedTargets = ({ entitlements }: Catalog): readonly Placed[] =>
  [...entitlements.values()].flatMap((entitlement, index) =>
    [...new Set(entitlement.targets)].map((target) => {
      const nth = placeInFile(entitlement, entitlement.targets.indexOf(target));
      return { path: `entitlements[${index}].targets[${nth}]`, entitlement, target };
    }),
  );
