using System.Collections.Frozen;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Compose.Ui.Serving;

/// <summary>The page's files, which are in the program, compressed once.</summary>
internal sealed class PageFiles
{
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["index.html"] = "text/html; charset=utf-8",
        ["app.js"] = "text/javascript; charset=utf-8",
        ["terminal.js"] = "text/javascript; charset=utf-8",
        ["app.css"] = "text/css; charset=utf-8",
        ["icon.svg"] = "image/svg+xml",
        ["licences.txt"] = "text/plain; charset=utf-8",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly Dictionary<string, byte[]> _compressed = Types.Keys.ToDictionary(name => name, Compressed, StringComparer.Ordinal);

    /// <summary>False for a path that is no file of the page.</summary>
    public async Task<bool> TrySendAsync(HttpContext context)
    {
        var name = context.Request.Path == "/" ? "index.html" : context.Request.Path.Value!.TrimStart('/');
        if (!HttpMethods.IsGet(context.Request.Method) || !Types.TryGetValue(name, out var type))
            return false;
        var bytes = _compressed[name];
        context.Response.ContentType = type;
        if (context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
            context.Response.Headers.ContentEncoding = "gzip";
        else
            bytes = Plain(name);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        return true;
    }

    private static byte[] Plain(string name)
    {
        using var file = typeof(PageFiles).Assembly.GetManifestResourceStream("page/" + name)!;
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }

    private static byte[] Compressed(string name)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.SmallestSize))
            gzip.Write(Plain(name));
        return target.ToArray();
    }
}
