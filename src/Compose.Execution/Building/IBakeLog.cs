namespace Compose.Execution.Building;

/// <summary>Reads what buildx writes to its standard error while it builds, in one of the forms that it has.</summary>
internal interface IBakeLog
{
    /// <summary>The value of buildx's --progress.</summary>
    string Form { get; }

    /// <summary>Reads to the end of the stream.</summary>
    Task ReadAsync(Stream stream, CancellationToken cancellationToken);

    /// <summary>What remains to be printed after buildx has ended well.</summary>
    void Finish();

    /// <summary>The sentence, then the lines of the Dockerfile that buildx shows, then the last lines that the step printed.</summary>
    BakeResult Failure(BakeFile file);
}
