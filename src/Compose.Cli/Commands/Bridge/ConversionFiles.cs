using System.Buffers;
using Compose.Files.Yaml;
using Compose.Planning.Kubernetes;

namespace Compose.Cli.Commands.Bridge;

/// <summary>
/// Writes the manifests into a folder aside, which then takes the place of the output folder: it is complete or as it was.
/// </summary>
internal static class ConversionFiles
{
    private const UnixFileMode OnlyUser = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>What prevents it, or null.</summary>
    public static string? Write(string output, Conversion conversion, bool withSecrets)
    {
        var aside = $"{Path.TrimEndingDirectorySeparator(output)}.{Path.GetRandomFileName()}";
        try
        {
            foreach (var manifest in conversion.Manifests)
                Write(Path.Combine(aside, manifest.Path), Text(manifest.Tree), isPrivate: false);
            if (!conversion.Secrets.IsEmpty)
                Write(Path.Combine(aside, KubernetesConversion.SecretFolder, ".gitignore"), "*\n"u8, isPrivate: false);
            foreach (var secret in conversion.Secrets.Where(secret => withSecrets && secret.Content is not null))
                Write(Path.Combine(aside, secret.Path), System.Text.Encoding.UTF8.GetBytes(secret.Content!), isPrivate: true);
            Replace(aside, output);
            return null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The user's folder: no right to write, or no space.
            if (Directory.Exists(aside))
                Directory.Delete(aside, recursive: true);
            return refusal.Message;
        }
    }

    public static void Replace(string aside, string output)
    {
        if (Directory.Exists(output))
            Directory.Delete(output, recursive: true);
        Directory.Move(aside, output);
    }

    private static void Write(string path, ReadOnlySpan<byte> content, bool isPrivate)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (isPrivate && !OperatingSystem.IsWindows())
            options.UnixCreateMode = OnlyUser;
        using var file = new FileStream(path, options);
        file.Write(content);
    }

    private static ReadOnlySpan<byte> Text(YamlMapping tree)
    {
        var text = new ArrayBufferWriter<byte>();
        YamlWriter.Write(tree, text);
        return text.WrittenSpan;
    }
}
