using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Compose.Files.Model;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Binding;

/// <summary>
/// A config or secret of the file and the one of the swarm that has its content. The swarm cannot change one, so other content gets
/// another name:
/// the first has the name that `docker stack` gives it, later ones have part of a digest after it.
/// </summary>
internal sealed record StackFile(FileObject File, BoundFile Bound, byte[] Content, string Digest)
{
    private const int ShortDigest = 8;

    /// <summary>Some 50 ms for each secret of a plan, and for each guess.</summary>
    private const int DigestRounds = 200_000;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public bool IsMissing => Bound.Id.Length == 0;

    public static IEnumerable<StackFile> Configs(ComposeProject project, ObservedStack observed, StackInputs inputs) =>
        from file in project.Configs.Values
        where !file.External
        let content = inputs.Configs.TryGet(file.Key, out var bytes) ? bytes : []
        let digest = Convert.ToHexStringLower(SHA256.HashData([.. NamesOf(project.Name, file), .. content]))
        let same = observed.AllConfigs
            .FirstOrDefault(config => IsVersionOf(file.Name, config.Spec.Name) && HasContent(config.Spec, file, content))
        let isTaken = observed.AllConfigs.Any(config => config.Spec.Name == file.Name)
        select new StackFile(file, same is null ? new BoundFile(NewName(file, digest, isTaken)) : new BoundFile(same.Spec.Name!, same.ID),
            content, digest);

    /// <summary>
    /// The content of a secret that another tool made is unknown: it stays, unless <paramref name="rotate"/> replaces it.
    /// </summary>
    public static IEnumerable<StackFile> Secrets(ComposeProject project, ObservedStack observed, StackInputs inputs, bool rotate) =>
        from file in project.Secrets.Values
        where !file.External
        let content = inputs.Secrets.TryGet(file.Key, out var bytes) ? bytes : []
        let digest = SecretDigest(NamesOf(project.Name, file), content)
        let versions = observed.AllSecrets.Where(secret => IsVersionOf(file.Name, secret.Spec.Name)).ToList()
        let first = versions.FirstOrDefault(secret => secret.Spec.Name == file.Name)
        let same = versions.FirstOrDefault(secret => DigestIn(secret) == digest)
            ?? (first is not null && !rotate && DigestIn(first) is null ? first : null)
        select new StackFile(
            file, same is null ? new BoundFile(NewName(file, digest, first is not null)) : new BoundFile(same.Spec.Name!, same.ID),
                content, digest);

    /// <summary>`NAME`, or `NAME.` and a part of a digest.</summary>
    public static bool IsVersionOf(string name, string? version) =>
        version is not null && version.StartsWith(name, StringComparison.Ordinal)
        && version.AsSpan(name.Length) is var rest
            && (rest.IsEmpty || (rest.Length == ShortDigest + 1 && rest[0] == '.' && !rest[1..].ContainsAnyExcept(HexDigits)));

    public Api.SwarmConfigSpec ConfigSpec(string stack) => new()
    {
        Name = Bound.Name,
        Labels = StackLabels.With(stack, File.Labels),
        Data = Content,
        Templating = Templating(),
    };

    public Api.SwarmSecretSpec SecretSpec(string stack) => new()
    {
        Name = Bound.Name,
        Labels = StackLabels.With(stack, File.Labels.With(StackLabels.Digest, Digest)),
        Data = File.Driver is null ? Content : null,
        Driver = File.Driver is { Length: > 0 } driver
            ? new Api.SwarmDriver { Name = driver, Options = ServiceMapping.Map(File.DriverOpts) } : null,
        Templating = Templating(),
    };

    private Api.SwarmDriver? Templating() => File.TemplateDriver is { Length: > 0 } driver ? new Api.SwarmDriver { Name = driver } : null;

    private static string NewName(FileObject file, string digest, bool isTaken) => isTaken ? $"{file.Name}.{digest[..ShortDigest]}"
        : file.Name;

    private static bool HasContent(Api.SwarmConfigSpec spec, FileObject file, byte[] content) =>
        (spec.Data ?? []).AsSpan().SequenceEqual(content) && (spec.Templating?.Name ?? "") == (file.TemplateDriver ?? "");

    private static string? DigestIn(Api.Secret secret) => secret.Spec.Labels is { } labels
        && labels.TryGetValue(StackLabels.Digest, out var digest) ? digest : null;

    /// <summary>With them equal contents of two files have different digests.</summary>
    private static byte[] NamesOf(string stack, FileObject file) =>
        Encoding.UTF8.GetBytes($"{stack}\0{file.Name}\0{file.Driver}\0{file.TemplateDriver}\0");

    /// <summary>It can be read in a label and in a name, so it is slow to compute: a secret must not be guessed from it.</summary>
    private static string SecretDigest(byte[] names, byte[] content) =>
        Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(content, names, DigestRounds, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes));
}
