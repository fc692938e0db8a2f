import { reference } from '#kit/publishing/reference';

/** An activity of the youth league. */
export class VolunteerActivity {
  declare id: string;
}
reference(VolunteerActivity, { key: 'id' });
