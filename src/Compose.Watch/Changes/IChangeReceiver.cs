namespace Compose.Watch.Changes;

/// <summary>Takes changes from any thread.</summary>
internal interface IChangeReceiver
{
    /// <summary>Something at this path may have changed.</summary>
    void Changed(string path);

    /// <summary>Anything at or below this path may have changed.</summary>
    void ChangedBelow(string path);

    /// <summary>A sentence for the user.</summary>
    void Notice(string text);
}
