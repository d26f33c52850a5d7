using System.Collections.Immutable;
using Compose.Files.Binding;
using Compose.Files.Diagnostics;
using Compose.Files.DotEnvFiles;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Values;

namespace Compose.Cli.Commands.Containers;

/// <summary>
/// A service as `run` changes it: the command line's word over the file's, no replicas, no restarts, and only the ports that were asked
/// for.
/// </summary>
internal sealed class OneOffService(RunOptions options, ComposeEnvironment environment, string currentDirectory)
{
    /// <summary>The service, or the sentence that says what is wrong with a flag.</summary>
    public (Service? Service, string? Error) Of(Service declared)
    {
        var changed = declared with
        {
            Restart = null,
            Deploy = declared.Deploy is null ? null : declared.Deploy with { RestartPolicy = null },
            Scale = 1,
            ContainerName = null,
            Tty = options.Tty,
            StdinOpen = options.Interactive,
            Command = options.Command.IsEmpty ? declared.Command : options.Command,
            User = options.User.Length > 0 ? options.User : declared.User,
            WorkingDir = options.WorkingDirectory.Length > 0 ? options.WorkingDirectory : declared.WorkingDir,
            CapAdd = Added(declared.CapAdd, options.CapAdd, options.CapDrop),
            CapDrop = Added(declared.CapDrop, options.CapDrop, options.CapAdd),
            Labels = options.Labels.Select(text => text.Split('=', 2))
                .Aggregate(declared.Labels, (labels, pair) => labels.With(pair[0], pair[1])),
        };
        string? invalid = null;
        foreach (var change in new Func<Service, (Service?, string?)>[] { WithEntrypoint, WithEnvironment, WithPorts, WithVolumes })
        {
            (var next, invalid) = change(changed);
            if (next is null)
                return (null, invalid);
            changed = next;
        }

        return (changed, null);
    }

    /// <summary>The command line's capabilities win over the file's opposite ones.</summary>
    private static ImmutableArray<string> Added(
        ImmutableArray<string> declared, ImmutableArray<string> added, ImmutableArray<string> taken) =>
        [.. declared.Where(capability => !taken.Contains(capability)), .. added];

    private (Service?, string?) WithEntrypoint(Service service)
    {
        if (options.Entrypoint is not { } line)
            return (service, null);
        if (!ShellWords.TrySplit(line, out var words, out _))
            return (null, $"invalid command line string: {line}");
        // The file's command was meant for the file's entrypoint.
        return (service with { Entrypoint = words, Command = options.Command.IsEmpty ? ImmutableArray<string>.Empty : options.Command },
            null);
    }

    private (Service?, string?) WithEnvironment(Service service)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in options.Environment)
        {
            var pair = text.Split('=', 2);
            if ((pair.Length > 1 ? pair[1] : environment.Find(pair[0])) is { } value)
                given[pair[0]] = value;
        }

        foreach (var name in options.EnvironmentFiles)
        {
            var path = Path.GetFullPath(name, currentDirectory);
            if (!File.Exists(path))
                return (null, $"open {name}: no such file or directory");
            if (RegularFile.Refusal(path) is { } refusal)
                return (null, $"open {name}: {refusal}");
            var problems = new DiagnosticBag();
            var source = new SourceSet().Add(name, path, File.ReadAllText(path));
            var read = DotEnv.Read(
                source, name, key => given.TryGetValue(key, out var known) ? new EnvironmentValue(known, "-e") : null, problems);
            if (problems.HasErrors)
                return (null, $"{name}: {problems.First().Summary}");
            foreach (var (key, value) in read)
                given.TryAdd(key, value.Value);
        }

        return (service with { Environment = given.Aggregate(service.Environment, (all, pair) => all.With(pair.Key, pair.Value)) }, null);
    }

    private (Service?, string?) WithPorts(Service service)
    {
        if (options.ServicePorts)
            return (service, null);
        var ports = ImmutableArray.CreateBuilder<Port>();
        foreach (var text in options.Publish)
        {
            var (read, invalid) = CommandLineForms.Ports(text);
            if (invalid is not null)
                return (null, invalid);
            ports.AddRange(read);
        }

        return (service with { Ports = ports.ToImmutable() }, null);
    }

    private (Service?, string?) WithVolumes(Service service)
    {
        var mounts = service.Volumes.ToList();
        foreach (var text in options.Volumes)
        {
            var (mount, invalid) = CommandLineForms.Mount(text, currentDirectory, environment.Home);
            if (mount is null)
                return (null, invalid);
            mounts.RemoveAll(other => other.Target == mount.Target);
            mounts.Add(mount);
        }

        return (service with { Volumes = [.. mounts] }, null);
    }
}
