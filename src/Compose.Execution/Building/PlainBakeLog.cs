using System.Globalization;
using System.Text;

namespace Compose.Execution.Building;

/// <summary>
/// Passes on the log as buildx prints it. What it prints about a failure is kept: the last lines of the step stand between two lines of six
/// dashes, then follow the place in the Dockerfile and the error.
/// </summary>
internal sealed class PlainBakeLog(Action<string> output) : IBakeLog
{
    private const string Border = "------";
    private readonly List<string> _words = [];
    private readonly List<string> _tail = [];
    private bool _isInTail;

    public string Form => "plain";

    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            Read(line);
    }

    /// <summary>Warnings about Dockerfiles.</summary>
    public void Finish()
    {
        foreach (var word in _words)
            output(word);
    }

    public BakeResult Failure(BakeFile file) => BakeResult.Failed(_words, _tail, file);

    private void Read(string line)
    {
        if (line == Border)
            _isInTail = !_isInTail;
        else if (_isInTail && !line.StartsWith(" > ", StringComparison.Ordinal))
            _tail.Add(WithoutTime(line));
        else if (!_isInTail && line.Length > 0 && line[0] != '#')
        {
            _words.Add(line);
            return;
        }

        // The report of a failure is the last that buildx prints: what stands before a line of a step is something else.
        if (line.StartsWith('#'))
        {
            Finish();
            _words.Clear();
        }

        output(line);
    }

    /// <summary>`0.776 failing`: the seconds since the step began come first.</summary>
    private static string WithoutTime(string line)
    {
        var end = line.IndexOf(' ');
        return end > 0 && double.TryParse(line.AsSpan(0, end), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            ? line[(end + 1)..] : line;
    }
}
