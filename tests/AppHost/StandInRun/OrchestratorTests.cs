using System.Net.Http.Json;
using Aspire.Hosting.ApplicationModel;

namespace Julie.AppHost.Tests.StandInRun;

public sealed class OrchestratorTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_WithAnUnhealthyDependency_WaitsForIt()
    {
        await using var model = await RunningModel.StartAsync(Cancelled);
        await model.UntilAsync("back", s => s.Health is not null, Cancelled);
        Assert.All(model.Instances("front"), i => Assert.Equal(KnownResourceStates.Waiting, i.Status.State));

        await model.HealAsync(Cancelled);
        Assert.Equal("back", (await model.Notifications.WaitForResourceHealthyAsync("back", Cancelled)).Resource.Name);
    }

    [Fact]
    public async Task Environment_OfAService_IsWhatAspireGives()
    {
        await using var model = await RunningModel.StartAsync(Cancelled);
        await model.HealAsync(Cancelled);
        using var client = model.Client("front", replica: 1);
        var environment = (await client.GetFromJsonAsync<Dictionary<string, string>>("/environment", Cancelled))!;

        Assert.Equal("front", environment["OTEL_SERVICE_NAME"]);
        Assert.Equal(model.Instance("front", replica: 1).Id, "front-" + environment["OTEL_RESOURCE_ATTRIBUTES"].Split('=')[1]);
        Assert.Equal(model.Dashboard.Otlp, environment["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("x-otlp-api-key=" + model.Dashboard.OtlpKey, environment["OTEL_EXPORTER_OTLP_HEADERS"]);
        Assert.Equal(model.Instance("back").Urls().Single().Url, environment["services__back__http__0"]);
        Assert.Equal("hunter2", environment["SECRET_OF_FRONT"]);
        Assert.Equal(client.BaseAddress!.ToString().TrimEnd('/'), environment["ASPNETCORE_URLS"]);
        Assert.DoesNotContain(environment.Keys, k => k.StartsWith("ASPIRE_", StringComparison.Ordinal));
        Assert.EndsWith("/tests/AppHost/Service", await client.GetStringAsync("/folder", Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replicas_OfAService_HaveTheirOwnPortsAndProcesses()
    {
        await using var model = await RunningModel.StartAsync(Cancelled);
        await model.HealAsync(Cancelled);
        var fronts = model.Instances("front");
        Assert.Equal(2, fronts.Count);
        Assert.Equal(2, fronts.Select(i => i.Urls().Single().Url).Distinct().Count());
        Assert.Equal(2, fronts.Select(i => i.Status.ProcessId).Distinct().Count());
    }

    [Fact]
    public async Task Service_ThatEnds_ShowsItsExitCodeAndStaysEnded()
    {
        await using var model = await RunningModel.StartAsync(Cancelled);
        await model.HealAsync(Cancelled);
        using var client = model.Client("back");
        await client.PostAsync(new Uri("/end?code=3", UriKind.Relative), null, Cancelled);
        await model.UntilAsync("back", s => s.IsOver, Cancelled);

        var status = model.Instance("back").Status;
        Assert.Equal((KnownResourceStates.Exited, 3), (status.State, status.ExitCode));
        Assert.True(status.IsFailure);
        Assert.All(model.Instances("front"), i => Assert.True(i.Status.IsHealthy));
    }

    [Fact]
    public async Task Stop_OfTheApplication_EndsDependentsFirst()
    {
        var model = await RunningModel.StartAsync(Cancelled);
        var (fronts, back) = (model.Instances("front"), model.Instance("back"));
        await model.HealAsync(Cancelled);
        await model.DisposeAsync();
        Assert.All(fronts, i => Assert.True(i.Status.StoppedAt < back.Status.StoppedAt));
        Assert.All([.. fronts, back], i => Assert.Equal((KnownResourceStates.Exited, 0, false), (i.Status.State, i.Status.ExitCode, i.Status.IsFailure)));
    }
}
