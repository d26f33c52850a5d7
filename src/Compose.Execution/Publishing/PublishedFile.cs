namespace Compose.Execution.Publishing;

/// <summary>What a file is in a published project.</summary>
public enum PublishedKind
{
    /// <summary>One of the files of the project.</summary>
    Compose,

    /// <summary>A file that services extend.</summary>
    Extended,

    /// <summary>A file of variables.</summary>
    Environment,
}

/// <summary>A file of a published project, as it is written there.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">Its name beside the other files.</param>
/// <param name="Path">Where it is on this machine.</param>
/// <param name="Content">With the names of other files as they are in the published project.</param>
public sealed record PublishedFile(PublishedKind Kind, string Name, string Path, byte[] Content);
