using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Execution.Timelines;
using Compose.Planning.Timelines;

namespace Compose.Cli.Commands.Up;

/// <summary>Records when the steps of an `up` run: for the page, and for the file that --timeline names.</summary>
internal sealed class UpTimeline : IDisposable
{
    private readonly CommandContext _run;
    private readonly UpOptions _options;
    private readonly TimelineRecorder? _recorder;
    private bool _isSaved;
    private bool _isWritten = true;

    public UpTimeline(CommandContext run, UpOptions options)
    {
        (_run, _options) = (run, options);
        if (!run.IsDryRun)
            run.Plans.Timeline = _recorder = new TimelineRecorder(TimeProvider.System);
    }

    /// <summary>Why --timeline cannot be done; null when it can.</summary>
    public static string? Invalid(Invocation call, string path) => true switch
    {
        _ when path.Length == 0 => null,
        _ when Renderer(path) is null => $"--timeline takes the name of a .svg or .json file (found: {GoSyntax.Quote(path)})",
        _ when call.Global.DryRun => "--timeline and --dry-run are incompatible: a dry run has no times",
        _ => null,
    };

    /// <summary>Ends the recording. False when the file of --timeline cannot be written, which has been reported.</summary>
    public bool Save()
    {
        if (_isSaved || _recorder is null || _run.Declared is not { } project)
            return _isWritten;
        _isSaved = true;
        _run.Plans.Timeline = null;
        var timeline = _run.Plans.FinishedTimeline = _recorder.Document(project.Name, _options.Verb);
        if (_recorder.HasChanges)
            TimelineStore.Of(_run.Call.Process.Variables, _run.Engine.Address, project.Name)?.Write(timeline);
        return _isWritten = _options.Timeline is not { } path || Write(Path.Combine(_run.Call.Process.CurrentDirectory, path), timeline);
    }

    /// <summary>Also a run that was interrupted has a timeline.</summary>
    public void Dispose() => Save();

    private static Func<TimelineDocument, string>? Renderer(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".svg" => TimelineSvg.Of,
        ".json" => TimelineJson.Of,
        _ => null,
    };

    private bool Write(string path, TimelineDocument timeline)
    {
        try
        {
            File.WriteAllText(path, Renderer(path)!(timeline));
            return true;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The user's path.
            _run.Reporter.Fail($"the timeline cannot be written: {refusal.Message}");
            return false;
        }
    }
}
