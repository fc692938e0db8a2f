import 'reflect-metadata';
import type { Department } from '#kit/department';
import type { SubgraphName } from '#protocol/departments';

/** The public face of a department, for tools that work on all of them alike. */
export async function loadDepartment(name: SubgraphName): Promise<Department> {
  const module = (await import(new URL(`../subgraphs/${name}/department.js`, import.meta.url).href)) as {
    department: Department;
  };
  return module.department;
}
