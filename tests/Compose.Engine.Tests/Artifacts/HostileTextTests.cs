using System.Text;
using Compose.Engine.Artifacts;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests.Artifacts;

/// <summary>
/// JSON of a registry whose texts are not Unicode: the fuzzer has found that the parser takes it and its reader does not.
/// </summary>
public sealed class HostileTextTests
{
    public static TheoryData<string> Texts => ["\xff", "\\ud800", "\xc3\x28"];

    [Theory, MemberData(nameof(Texts))]
    public void A_manifest_is_refused(string text)
    {
        var parse = () => ManifestText.Parse(Encoding.Latin1.GetBytes($$"""{"manifests":[{"digest":"sha256:{{text}}","size":3}]}"""));

        parse.Should().Throw<RegistryFailure>().WithMessage("*it is not JSON*");
    }

    [Theory, MemberData(nameof(Texts))]
    public void An_error_says_nothing(string text) =>
        RegistryErrorText.Of(Encoding.Latin1.GetBytes($$"""{"errors":[{"message":"{{text}}"}]}""")).Should().BeEmpty();
}
