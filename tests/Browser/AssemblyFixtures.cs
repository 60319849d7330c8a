using Julie.Browser.Tests.Support;
using Julie.Tests.Support;

[assembly: AssemblyFixture(typeof(RunningSystem))]
[assembly: AssemblyFixture(typeof(Chromium))]
// One browser and one system on two cores: side by side they would only time out.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
