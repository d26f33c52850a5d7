namespace Compose.Engine.Artifacts;

/// <summary>Reads an answer whose length the other side decides.</summary>
internal static class BoundedBody
{
    internal static async Task<byte[]> ReadAsync(HttpContent content, int most, string what, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > most)
            throw TooLong(most, what);
        try
        {
            return await ReadAllAsync(content, most, what, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw new RegistryFailure($"the registry ends the connection in the middle of {what}", 0, error);
        }
    }

    private static async Task<byte[]> ReadAllAsync(HttpContent content, int most, string what, CancellationToken cancellationToken)
    {
        var body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            using var kept = new MemoryStream();
            var part = new byte[16 * 1024];
            for (int count; (count = await body.ReadAsync(part, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                if (kept.Length + count > most)
                    throw TooLong(most, what);
                kept.Write(part, 0, count);
            }

            return kept.ToArray();
        }
    }

    private static RegistryFailure TooLong(int most, string what) => new($"the registry sends {what} of more than {most} bytes");
}
