namespace Julie.Tests.Support;

/// <summary>JULIE_HOME/endpoints.json as AppHost writes it.</summary>
public sealed record Endpoints(string QueryApi, string Ingest, string Dashboard, string Postgres, string Rabbitmq, int Pid);
