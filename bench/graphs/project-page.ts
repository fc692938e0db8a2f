import { Supergraph } from '@apollo/federation-internals';
import { DerivedWorld } from '../../test/engine/derived-world.js';
import { GRAPHS } from '../../test/engine/graphs.js';
import { type BenchGraph, supergraphOf } from './bench-graph.js';

/** The hub's own graph with derived values, and the page of a project: what four departments know of it. */
const QUERY = `
  query ProjectPage($id: ID!) {
    serviceProject(id: $id) {
      id title domain state linkageModes startsOn endsOn budgetFen raisedFen disbursedFen volunteerMinutes
      leadOrganization { ...Organization honours(first: 5) { edges { node { title level issuedOn } } } }
      district { code name volunteerCount serviceMinutes raisedFen }
      site { id name }
      donations(first: 20) { edges { node { id amountFen donor { id } } } }
      disbursements(first: 20) { edges { node { id amountFen state fund { id name balanceFen } } } }
      honours(first: 5) { edges { node { title level issuedOn } } }
      activities(first: 20) {
        edges { node {
          id title state confirmedMinutes
          hostOrganization { ...Organization }
          district { code name raisedFen }
          project { id title raisedFen volunteerMinutes }
        } }
      }
    }
  }
  fragment Organization on Organization { uscc name type state district { code name } volunteerTeams(first: 3) { edges { node { id name } } } }`;

const sdl = GRAPHS.hub();
const names = Object.keys(sdl);
const whole = Supergraph.build(
  supergraphOf({ sdl }, (name) => `http://${name}`),
  { supportedFeatures: null },
);
const world = new DerivedWorld(whole.schema.toGraphQLJSSchema(), Object.values(sdl), 'bench', { nulls: 0, errors: 0 });

export const projectPage: BenchGraph = {
  query: QUERY,
  variables: { id: 'ServiceProject-1' },
  sdl,
  schemaOf: (name) => world.subgraph(names.indexOf(name)),
};
