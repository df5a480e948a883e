import type { Intake } from '../../bot/intake.ts';

/** An intake for tests that hand nothing in. */
export const noIntake: Intake = { take: async () => [], list: () => [] };
