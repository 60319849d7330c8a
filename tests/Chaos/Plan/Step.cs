namespace Julie.Chaos.Tests.Plan;

/// <summary>One push, and what happens around it. Which repository and which file it is depends on <paramref name="Seed"/>.</summary>
internal sealed record Step(int Number, int Seed, PushKind Push, DeliveryKind Delivery, FaultKind? Fault);
