using System.Text.Json;
using System.Text.Json.Serialization;
using Julie.Contracts.Api;

namespace Julie.Client;

/// <summary>Generated serializers: reflection would cost the start of a command some 50 ms.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(RegisterRepository))]
[JsonSerializable(typeof(RepositoryAccepted))]
[JsonSerializable(typeof(RepositoryFiles))]
[JsonSerializable(typeof(RepositoryStatus))]
[JsonSerializable(typeof(IReadOnlyList<RepositoryStatus>))]
[JsonSerializable(typeof(IReadOnlyList<IndexedLanguage>))]
[JsonSerializable(typeof(IReadOnlyList<DeliveryStatus>))]
[JsonSerializable(typeof(DeliveryAccepted))]
[JsonSerializable(typeof(DeliveryStatus))]
[JsonSerializable(typeof(FileAnswer))]
[JsonSerializable(typeof(IReadOnlyList<RefStatus>))]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(SimilarAnswer))]
[JsonSerializable(typeof(SymbolAnswer))]
[JsonSerializable(typeof(UpdateRepository))]
[JsonSerializable(typeof(SyncStatus))]
[JsonSerializable(typeof(SystemStatus))]
[JsonSerializable(typeof(IReadOnlyList<KeyInfo>))]
[JsonSerializable(typeof(CreateKey))]
[JsonSerializable(typeof(RotateKey))]
[JsonSerializable(typeof(IssuedKey))]
[JsonSerializable(typeof(IReadOnlyList<GrantInfo>))]
[JsonSerializable(typeof(GrantInfo))]
[JsonSerializable(typeof(AddGrant))]
[JsonSerializable(typeof(IReadOnlyList<HostAccess>))]
[JsonSerializable(typeof(IReadOnlyList<AuditEvent>))]
[JsonSerializable(typeof(ProblemBody))]
internal sealed partial class ClientJson : JsonSerializerContext;
