namespace Compose.Cli.Rendering.Progress;

sealed class QuietProgress : IProgressView
{
    public void Show(ProgressLine line)
    {
        // Quiet: what failed is said by the command's last words.
    }

    public void Say(string text)
    {
        // Quiet.
    }

    public void Dispose()
    {
        // Nothing is kept.
    }
}
