namespace Compose.EndToEnd.Tests.Faults;

/// <summary>What becomes of the request that is struck.</summary>
public enum Fault
{
    /// <summary>It does not reach the engine; its connection is cut.</summary>
    LostRequest,

    /// <summary>The engine does it, and the connection is cut instead of the answer.</summary>
    LostAnswer,

    /// <summary>It does not reach the engine, and the answer is 500.</summary>
    Refused,

    /// <summary>The engine hears of it later than of those that came after it.</summary>
    Late,

    /// <summary>The engine does it, and from then on the engine does not answer.</summary>
    Gone,
}
