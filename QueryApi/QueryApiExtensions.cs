using Julie.Contracts.Api;
using Julie.Embedding;
using Julie.Embedding.Queries;
using Julie.QueryApi.Access;
using Julie.QueryApi.Agents;
using Julie.QueryApi.Deliveries;
using Julie.QueryApi.Files;
using Julie.QueryApi.Repositories;
using Julie.QueryApi.Search;
using Julie.QueryApi.Sessions;
using Julie.QueryApi.Web;
using Julie.ServiceDefaults.Authentication;
using Julie.ServiceDefaults.Bus;
using Julie.ServiceDefaults.Spaces;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Julie.QueryApi;

/// <summary>Services and routes of the query API.</summary>
internal static class QueryApiExtensions
{
    // Kestrel's 8 KiB would refuse a long query without a word; the parser's own refusal names the limit.
    private const int LongestRequestLine = 128 * 1024;
    private const int LongestBody = 64 * 1024;

    public static void AddQueryApi(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
            kestrel.Limits.MaxRequestBodySize = LongestBody;
        });
        IServiceCollection services = builder.Services;
        builder.AddConfiguredSpace();
        services.AddHealthChecks().AddCheck<ModelHealthCheck>("model", tags: ["ready"]);
        services.AddProblems();
        builder.AddAccess();
        services.AddOpenApi(options => options.AddOperationTransformer(OpenApiExamples.DescribeAsync));
        services.AddAgents();
        services.AddSingleton<QueryApiTelemetry>();
        if (builder.Configuration.GetValue<QueryPlace>($"{EmbeddingOptions.Section}:{nameof(EmbeddingOptions.Queries)}") == QueryPlace.Worker)
        {
            // Degraded, not unhealthy, without the broker: searches by word need none.
            builder.AddMessageBus(bus => bus.ConfigureHealthCheckOptions(health => health.MinimalFailureStatus = HealthStatus.Degraded));
            services.AddSingleton<IQueryModel, WorkerQueryModel>();
        }

        services.AddSingleton<QueryVectors>();
        services.AddSingleton<SearchService>();
        services.AddOptions<RecallOptions>().BindConfiguration(RecallOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RecallSampler>().AddHostedService(provider => provider.GetRequiredService<RecallSampler>());
        services.AddSingleton<SymbolService>();
        services.AddSingleton<SearchHints>();
        services.AddSingleton<SearchWait>();
        services.AddHttpClient<IngestClient>(IngestClient.Configure);
    }

    public static void MapQueryApi(this WebApplication app)
    {
        app.UseRateLimiter();
        RouteGroupBuilder api = app.MapGroup("/api");
        api.AddEndpointFilter(NulCharacters.RefuseAsync);
        api.MapAccess();
        api.MapGet("/search", SearchEndpoint.SearchAsync).RequireAuthorization(Scopes.Search).WithSummary("Search the code that the key may read")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/search/stream", SearchStreamEndpoint.StreamAsync).RequireAuthorization(Scopes.Search).WithSummary("The same as server-sent events: first results early")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/symbols", SymbolEndpoint.SearchAsync).RequireAuthorization(Scopes.Search).WithSummary("Definitions by name")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/files/{**address}", FileTextEndpoint.ReadAsync).RequireAuthorization(Scopes.Search).WithSummary("A file as the index holds it: REPOSITORY/PATH")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/similar", SimilarEndpoint.SearchAsync).RequireAuthorization(Scopes.Search).WithSummary("Places like a range of lines, and copies of it")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/repositories", RepositoryEndpoints.ListAsync).RequireAuthorization(Scopes.Search).WithSummary("Repositories with state, files and coverage");
        api.MapGet("/languages", RepositoryEndpoints.ListLanguagesAsync).RequireAuthorization(Scopes.Search).WithSummary("Languages of the code that the key may read, with their files");
        api.MapGet("/repositories/{id:long}", RepositoryEndpoints.FindAsync).RequireAuthorization(Scopes.Search).WithSummary("One repository");
        api.MapGet("/repositories/{id:long}/refs", RepositoryEndpoints.ListRefsAsync).RequireAuthorization(Scopes.Search).WithSummary("The repository's tracked refs");
        api.MapGet("/repositories/{id:long}/files", FileEndpoints.ListAsync).RequireAuthorization(Scopes.Search).WithSummary("The repository's files by state: why one is not found, where secrets were masked")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapPatch("/repositories/{id:long}", RepositoryEndpoints.UpdateAsync).RequireAuthorization(Scopes.Ingest).WithSummary("Change which refs of a repository are indexed");
        api.MapDelete("/repositories/{id:long}", RepositoryEndpoints.RemoveAsync).RequireAuthorization(Scopes.Ingest).WithSummary("Remove a repository from the index")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/repositories", RepositoryEndpoints.RegisterAsync).RequireAuthorization(Scopes.Ingest).WithSummary("Index a repository, or sync it again")
            .Produces<RepositoryAccepted>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapPost("/doctor", RepositoryEndpoints.DoctorAsync).RequireAuthorization(Scopes.Admin).WithSummary("Compare the index with the remotes and with itself, and mend it");
        api.MapGet("/syncs/{id:long}", RepositoryEndpoints.FindSyncAsync).RequireAuthorization(Scopes.Search).WithSummary("One sync and how far it is");
        api.MapGet("/status", RepositoryEndpoints.StatusAsync).RequireAuthorization(Scopes.Search).WithSummary("The vector space, coverage and every repository");
        api.MapGet("/deliveries", DeliveryEndpoints.ListAsync).RequireAuthorization(Scopes.Search).WithSummary("Webhook deliveries and what became of them")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/deliveries/{id:long}", DeliveryEndpoints.FindAsync).RequireAuthorization(Scopes.Search).WithSummary("One delivery");
        api.MapPost("/deliveries/{id:long}/replay", DeliveryEndpoints.ReplayAsync).RequireAuthorization(Scopes.Ingest).WithSummary("Dispatch a proven delivery once more")
            .Produces<DeliveryAccepted>(StatusCodes.Status202Accepted);
        api.MapGet("/session", SessionEndpoints.Show).WithSummary("Whose key this is");
        api.MapPost("/session", SessionEndpoints.SignInAsync).AllowAnonymous().WithSummary("Sign the page in with a key");
        api.MapDelete("/session", SessionEndpoints.SignOut).AllowAnonymous().WithSummary("Sign the page out");
        app.MapAgents();
        app.MapOpenApi().RequireAuthorization(Scopes.Search);
    }
}
