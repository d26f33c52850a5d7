using Compose.Files.Remotes;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Remotes;

public sealed class GitReferenceTests
{
    [Theory]
    [InlineData("https://example.com/a.git", "https://example.com/a.git", "", "")]
    [InlineData("https://example.com/a.git#v1", "https://example.com/a.git", "v1", "")]
    [InlineData("https://example.com/a.git#v1:sub/x", "https://example.com/a.git", "v1", "sub/x")]
    [InlineData("https://example.com/a.git#:sub/", "https://example.com/a.git", "", "sub")]
    [InlineData("https://example.com/a.git?branch=main&subdir=sub", "https://example.com/a.git", "refs/heads/main", "sub")]
    [InlineData("https://example.com/a.git?checksum=0123&branch=main&keep-git-dir=1&submodules=0", "https://example.com/a.git", "0123", "")]
    [InlineData("https://example.com/a.git?tag=v1", "https://example.com/a.git", "refs/tags/v1", "")]
    [InlineData("ssh://git@example.com:22/a", "ssh://git@example.com:22/a", "", "")]
    [InlineData("git://example.com/a#main", "git://example.com/a", "main", "")]
    [InlineData("git@example.com:team/a.git#main:sub", "git@example.com:team/a.git", "main", "sub")]
    [InlineData("me@example.com:a", "me@example.com:a", "", "")]
    [InlineData("github.com/team/a#v2", "https://github.com/team/a", "v2", "")]
    [InlineData("file:///srv/a.git#main", "file:///srv/a.git", "main", "")]
    public void A_reference_is_taken_apart(string text, string repository, string name, string folder)
    {
        GitReference.Parse(text, out var problem).Should().Be(new GitReference(repository, name, folder));
        problem.Should().BeEmpty();
        RemoteReference.IsRemote(text).Should().BeTrue();
    }

    [Theory]
    [InlineData("https://example.com/a", "ends with .git")]
    [InlineData("ext::sh -c id", "it is no address")]
    [InlineData("oci:example.com/a", "begins with oci://")]
    [InlineData("ext://a.git", "ext:// is not known")]
    [InlineData("-u@example.com:a", "it is no address")]
    [InlineData("git@-oProxyCommand=id:a", "begins with a dash")]
    [InlineData("ssh://-oProxyCommand=id/a", "it is no address")]
    [InlineData("git://example.com/a#-x", "no name of a branch")]
    [InlineData("git://example.com/a#--upload-pack=id", "no name of a branch")]
    [InlineData("git://example.com/a#a..b", "no name of a branch")]
    [InlineData("git://example.com/a#main:../x", "leaves the repository")]
    [InlineData("git://example.com/a#main:x/../../y", "leaves the repository")]
    [InlineData("git://example.com/a#main:.git/config", "leaves the repository")]
    [InlineData("git://example.com/a#main:/etc", "is not relative")]
    [InlineData("git://example.com/a#main:c:\\x", "is not relative")]
    [InlineData("git://example.com/a?submodules=1", "submodules are not fetched")]
    [InlineData("git://example.com/a?other=1", "other is not known")]
    public void A_reference_that_git_is_not_asked_for(string text, string why)
    {
        GitReference.Parse(text, out var problem).Should().BeNull();
        problem.Should().Contain(why);
    }

    [Theory]
    [InlineData("compose.yaml")]
    [InlineData("./oci/compose.yaml")]
    [InlineData("a@b.yaml")]
    [InlineData("dir/a@b:c")]
    [InlineData("C:\\compose.yaml")]
    public void A_path_is_no_reference(string text) => RemoteReference.IsRemote(text).Should().BeFalse();

    [Theory]
    [InlineData("https://me:secret@example.com/a.git#x", "https://me@example.com/a.git#x")]
    [InlineData("https://example.com/a.git#x@y", "https://example.com/a.git#x@y")]
    [InlineData("oci://example.com/a@sha256:00", "oci://example.com/a@sha256:00")]
    [InlineData("git@example.com:a", "git@example.com:a")]
    public void A_password_is_not_shown(string text, string shown) => RemoteReference.Shown(text).Should().Be(shown);
}
