namespace Julie.Contracts.Api;

/// <summary>Answer of <c>POST /api/hooks/...</c> and of a replay (202 Accepted): the delivery is stored, the rest happens later.</summary>
/// <param name="Id">Key of the delivery.</param>
/// <param name="Duplicate">Whether the host had sent it before; nothing is done twice.</param>
public sealed record DeliveryAccepted(long Id, bool Duplicate);
