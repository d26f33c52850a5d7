using Compose.Engine.Errors;
using Compose.Engine.Registry;
using Compose.Host;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

/// <summary>Changing docker's config.json: the file stays its owner's, and no login is lost.</summary>
public sealed class CredentialStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Config => Path.Combine(_folder.Path, "docker", "config.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_file_and_its_folder_are_only_the_users()
    {
        await StoreAsync("reg.example");

        File.GetUnixFileMode(Config).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(Config)!).Should()
            .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Owner_and_mode_of_the_file_are_kept()
    {
        const UnixFileMode shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        _folder.Write("docker/config.json", """{"detachKeys": "ctrl-x"}""");
        File.SetUnixFileMode(Config, shared);
        if (Environment.IsPrivilegedProcess)
        {
            FileFacts.TrySetOwner(Config, 1234, 1235).Should().BeTrue();
            FileFacts.TrySetOwner(Path.GetDirectoryName(Config)!, 1234, 1235).Should().BeTrue();
        }

        var before = FileFacts.Of(Config);

        await StoreAsync("reg.example");

        File.GetUnixFileMode(Config).Should().Be(shared);
        FileFacts.Of(Config).Should().Be(before);
        FileFacts.Of(Config + ".lock").Should().Be(before, "the user can log in again after root has");
        (await File.ReadAllTextAsync(Config)).Should().Contain("ctrl-x").And.Contain("reg.example");
    }

    [Fact]
    public async Task Logins_at_one_time_are_all_kept()
    {
        var registries = Enumerable.Range(0, 24).Select(number => $"reg{number}.example").ToList();

        await Task.WhenAll(registries.Select(registry => Task.Run(() => StoreAsync(registry))));

        (await File.ReadAllTextAsync(Config)).Should().ContainAll(registries);
    }

    [Fact]
    public async Task A_file_that_cannot_be_replaced_leaves_no_copy_of_the_login()
    {
        Directory.CreateDirectory(Config);

        var store = () => StoreAsync("reg.example");

        (await store.Should().ThrowAsync<EngineError>()).Which.Message.Should().StartWith("the login cannot be kept: ");
        Directory.GetFileSystemEntries(Path.GetDirectoryName(Config)!).Select(Path.GetFileName).Should()
            .BeEquivalentTo("config.json", "config.json.lock");
    }

    private Task StoreAsync(string registry) =>
        new CredentialStore(ProcessEnvironment.Empty.With(EnvironmentNames.ConfigFolder, Path.GetDirectoryName(Config)))
            .StoreAsync(new RegistryCredential { ServerAddress = registry, Username = "me", Password = "secret" }, CancellationToken.None);
}
