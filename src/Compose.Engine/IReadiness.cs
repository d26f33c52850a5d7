namespace Compose.Engine;

/// <summary>
/// Tells when a descriptor can be read from or written to. A program that waits for descriptors itself hands this in, and none of the
/// threads is started that the runtime begins its first wait with: to start them takes longer than an engine takes for most answers.
/// </summary>
public interface IReadiness
{
    /// <summary>Completes when the descriptor may have something to read or room to write; whoever waited tries, and may have to wait again.</summary>
    Task WaitAsync(int descriptor, bool toWrite, CancellationToken cancel);

    /// <summary>Nobody waits for the descriptor any more: what was still waiting fails, and its number can be given to another one.</summary>
    void Forget(int descriptor);
}
