using System.Text;
using System.Text.Json;
using Compose.Files.Model;
using Compose.Files.Text;

namespace Compose.Execution.Requests;

/// <summary>security_opt as the engine takes it: a seccomp profile travels as its content.</summary>
public sealed record SecurityRequest(IList<string>? Options, bool UnmaskedPaths)
{
    private const string Unmask = "systempaths=unconfined";

    /// <exception cref="RequestProblem">A profile cannot be read.</exception>
    public static SecurityRequest Create(ContainerInputs inputs)
    {
        var service = inputs.Service;
        var options = new List<string>();
        foreach (var option in service.SecurityOpt.Where(option => option != Unmask))
            options.Add(SeccompFile(option) is { } file ? "seccomp=" + Profile(inputs.Spec.Project.Directory, file) : option);
        if (inputs.IsWindows && service.CredentialSpec is { } spec && Credential(spec) is { } credential)
            options.Add(credential);
        return new SecurityRequest(options.Count == 0 ? null : options, service.SecurityOpt.Contains(Unmask));
    }

    private static string? SeccompFile(string option)
    {
        var split = option.Contains('=') ? option.IndexOf('=') : option.IndexOf(':');
        if (split < 0 || option[..split] != "seccomp")
            return null;
        var value = option[(split + 1)..];
        return value is "unconfined" or "builtin" ? null : value;
    }

    private static string Profile(string directory, string file)
    {
        try
        {
            var text = RegularFile.ReadAllBytes(Path.Combine(directory, file));
            using var _ = JsonDocument.Parse(text);
            return Compact(text);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // A file of the user's: the step says which one.
            throw new RequestProblem($"opening seccomp profile ({file}) failed: {refusal.Message}", refusal);
        }
        catch (JsonException refusal)
        {
            throw new RequestProblem($"compacting json for seccomp profile ({file}) failed: {refusal.Message}", refusal);
        }
    }

    /// <summary>
    /// Without the space between the tokens, and otherwise to the byte what the file says: the engine shows it as it was sent.
    /// </summary>
    private static string Compact(ReadOnlySpan<byte> json)
    {
        var compact = new List<byte>(json.Length);
        var (inText, escaped) = (false, false);
        foreach (var c in json)
        {
            if (inText || c is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                compact.Add(c);
            inText ^= c == (byte)'"' && !escaped;
            escaped = inText && c == (byte)'\\' && !escaped;
        }

        return Encoding.UTF8.GetString([.. compact]);
    }

    private static string? Credential(CredentialSpec spec) => spec switch
    {
        { File: { Length: > 0 } file } => "credentialspec=file://" + file,
        { Registry: { Length: > 0 } registry } => "credentialspec=registry://" + registry,
        { Config: { Length: > 0 } config } => "credentialspec=config://" + config,
        _ => null,
    };
}
