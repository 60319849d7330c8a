using Julie.Chaos.Tests.Running;

[assembly: AssemblyFixture(typeof(Servers))]
// Each test kills and restarts what the others would use.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
