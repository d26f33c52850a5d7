namespace Compose.Cli.Rendering.Progress;

/// <summary>Shows how a plan goes. One for a terminal, one for plain text, one for JSON, and one that is silent.</summary>
interface IProgressView : IDisposable
{
    void Show(ProgressLine line);

    /// <summary>A line that belongs to no thing: the output of a hook, a question.</summary>
    void Say(string text);
}
