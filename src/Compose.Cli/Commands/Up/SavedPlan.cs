using System.Text.Json;
using System.Text.Json.Serialization;
using Compose.Planning.Plans.Output;

namespace Compose.Cli.Commands.Up;

/// <summary>
/// A plan that was kept for `apply`: what was asked for, what the plan was made from (as digests), and the plan itself for people and
/// programs to read. No values of secrets and no environment are in it.
/// </summary>
internal sealed record SavedPlan
{
    public const int CurrentVersion = 2;

    public int Version { get; init; } = CurrentVersion;
    public required SavedRequest Request { get; init; }

    /// <summary>Of what the files declare.</summary>
    public required string Files { get; init; }

    /// <summary>Of what was on the engine.</summary>
    public required string World { get; init; }

    public required PlanDocument Plan { get; init; }

    /// <summary>For the eyes of its owner only, from its first byte on.</summary>
    public void Write(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        JsonSerializer.Serialize(file, this, PlanFileContext.Default.SavedPlan);
    }

    /// <summary>The file, or the sentence that says why it is none.</summary>
    public static (SavedPlan? File, string? Error) Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, PlanFileContext.Default.SavedPlan) switch
            {
                { Version: CurrentVersion } plan => (plan, null),
                { } other =>
                    (null, $"{path} is a plan of version {other.Version}, this is ncompose for version {CurrentVersion}: make the plan again"),
                null => (null, $"{path} is not a plan that `ncompose plan --out` has written"),
            };
        }
        catch (JsonException)
        {
            // Whatever it is, it is no plan.
            return (null, $"{path} is not a plan that `ncompose plan --out` has written");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The user's path.
            return (null, error.Message);
        }
    }
}

[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SavedPlan))]
internal sealed partial class PlanFileContext : JsonSerializerContext;
