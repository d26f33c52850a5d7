using Compose.Host;

namespace NCompose;

/// <summary>What the engine refuses becomes an exception of the library.</summary>
internal static class Guarded
{
    public static async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (ReportedFailure failure)
        {
            // The engine's refusal, in its words.
            throw Of(failure);
        }
    }

    public static Task RunAsync(Func<Task> work) => RunAsync(async () =>
    {
        await work().ConfigureAwait(false);
        return true;
    });

    public static ComposeException Of(ReportedFailure failure) => new(failure.Sentence, failure);
}
