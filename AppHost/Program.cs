using Aspire.Hosting;
using Julie.AppHost;
using Microsoft.Extensions.Configuration;

using var home = JulieHome.Open();
var ports = new Ports(home);
DashboardDefaults.Apply(ports);

var builder = DistributedApplication.CreateBuilder(args);
builder.Configuration["Aspire:Store:Path"] = home.Path;
// Generated passwords must outlive the process, because the data volumes do.
builder.Configuration.AddUserSecrets(typeof(JulieHome).Assembly, optional: true);

var postgres = builder.AddPostgres("postgres", port: ports.Of("postgres"))
    .WithImage("pgvector/pgvector", "pg17")
    .WithDataVolume(home.Volume("postgres"));
var index = postgres.AddDatabase("index");

var rabbitmq = builder.AddRabbitMQ("rabbitmq", port: ports.Of("rabbitmq"))
    .WithImage("library/rabbitmq", "4-management")
    .WithDataVolume(home.Volume("rabbitmq"));

var ingest = builder.AddService("ingest", "../Ingest/Julie.Ingest.csproj", home)
    .WithHttpEndpoint(port: ports.Of("ingest"))
    .WithExternalHttpEndpoints()
    .WithEnvironment("Julie__Ingest__DataDirectory", home.File("repositories"))
    .WithReference(index)
    .WithReference(rabbitmq)
    // It migrates the schema before it answers anything, and the database is created by the app host.
    .WaitFor(index)
    // It would retry, but a first start is quicker and its log is clean when the broker is there.
    .WaitFor(rabbitmq);

var embedWorker = builder.AddService("embed-worker", "../EmbedWorker/Julie.EmbedWorker.csproj", home)
    .WithHttpEndpoint()
    .WithReplicas(builder.Configuration.GetValue("Julie:EmbedWorker:Replicas", 1))
    .WithReference(index)
    .WithReference(rabbitmq)
    // Its first act is to look for passages that still lack a vector.
    .WaitFor(index)
    // It only learns of work from the queues.
    .WaitFor(rabbitmq);

var queryApi = builder.AddService("query-api", "../QueryApi/Julie.QueryApi.csproj", home)
    .WithHttpEndpoint(port: ports.Of("query-api"))
    .WithExternalHttpEndpoints()
    .WithReference(index)
    // Registrations are passed on to it, each when it comes: no need to wait.
    .WithReference(ingest)
    // Every search is a question to the database.
    .WaitFor(index);

if ("worker".Equals(builder.Configuration["Julie:Embedding:Queries"], StringComparison.OrdinalIgnoreCase))
{
    // Otherwise it needs no broker, and starts and searches without one.
    queryApi.WithReference(rabbitmq).WaitFor(rabbitmq);
}

builder.AddProgress();
builder.AddEndpointsFile(home, new PublicAddresses(queryApi.GetEndpoint("http"), ingest.GetEndpoint("http"), index.Resource, rabbitmq.Resource),
    ["postgres", "index", "rabbitmq", ingest.Resource.Name, embedWorker.Resource.Name, queryApi.Resource.Name]);

builder.Build().Run();
