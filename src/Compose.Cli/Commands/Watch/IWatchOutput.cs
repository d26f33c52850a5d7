namespace Compose.Cli.Commands.Watch;

/// <summary>Shows what watch does. Called from several threads, one at a time.</summary>
internal interface IWatchOutput
{
    void On(WatchEvent happened);
}
