namespace Aspire.Hosting.Dashboard;

/// <summary>gRPC's status codes, as far as they are sent here.</summary>
internal enum GrpcStatus
{
    Ok = 0,
    Unimplemented = 12,
    Internal = 13,
    Unauthenticated = 16,
}
