namespace Compose.Differential.Tests;

/// <summary>What a spec says of Docker Compose where it deviates: a kind, and behind the colon its words or the reason.</summary>
internal enum PeerVerdict
{
    /// <summary>Nothing is listed: both accept and print the same, or both refuse.</summary>
    Equal,

    /// <summary>It refuses what is accepted here.</summary>
    Refuses,

    /// <summary>It dies of it.</summary>
    Panics,

    /// <summary>It accepts what is refused here.</summary>
    Accepts,

    /// <summary>Both accept, with different outputs.</summary>
    Differs,

    /// <summary>Its output changes from run to run: there is nothing to compare with.</summary>
    Random,
}
