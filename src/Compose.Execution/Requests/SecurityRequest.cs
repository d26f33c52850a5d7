using System.Buffers;
using System.Text;
using System.Text.Json;
using Compose.Files.Model;

namespace Compose.Execution.Requests;

/// <summary>security_opt as the engine takes it: a seccomp profile travels as its content.</summary>
public sealed record SecurityRequest(IReadOnlyList<string>? Options, bool UnmaskedPaths)
{
    private const string Unmask = "systempaths=unconfined";

    public static SecurityRequest Create(Service service, string directory)
    {
        var options = new List<string>();
        foreach (var option in service.SecurityOpt.Where(option => option != Unmask))
            options.Add(SeccompFile(option) is { } file ? "seccomp=" + Compact(Path.Combine(directory, file)) : option);
        if (service.CredentialSpec is { } spec && Credential(spec) is { } credential)
            options.Add(credential);
        return new SecurityRequest(options.Count == 0 ? null : options, service.SecurityOpt.Contains(Unmask));
    }

    private static string? SeccompFile(string option)
    {
        var split = option.IndexOfAny(['=', ':']);
        if (split < 0 || option[..split] != "seccomp")
            return null;
        var value = option[(split + 1)..];
        return value is "unconfined" or "builtin" ? null : value;
    }

    private static string Compact(string path)
    {
        using var profile = JsonDocument.Parse(File.ReadAllBytes(path));
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            profile.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string? Credential(CredentialSpec spec) => spec switch
    {
        { File: { Length: > 0 } file } => "credentialspec=file://" + file,
        { Registry: { Length: > 0 } registry } => "credentialspec=registry://" + registry,
        { Config: { Length: > 0 } config } => "credentialspec=config://" + config,
        _ => null,
    };
}
