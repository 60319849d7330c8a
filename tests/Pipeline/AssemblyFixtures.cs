using Julie.Tests.Support;

[assembly: AssemblyFixture(typeof(RunningSystem))]
// One system, two cores: tests that count what a sync did must not share the machine with another sync.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
