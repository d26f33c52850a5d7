#!/usr/bin/env perl
# sbom.pl ROOT VERSION EPOCH SBOM NOTICES: what the programs are linked from, as CycloneDX and as a text for people. It reads the lock files of
# the native build, the licences in the packages that NuGet has unpacked, and the lock file of the page.
use strict;
use warnings;
use Encode qw(decode);
use JSON::PP;
use POSIX qw(strftime);

my ($root, $version, $epoch, $sbom, $notices) = @ARGV;
my $packages = $ENV{NUGET_PACKAGES} || "$ENV{HOME}/.nuget/packages";
# These take part in the build and leave nothing in the programs.
my %tools = map { $_ => 1 } qw(Microsoft.CodeAnalysis.BannedApiAnalyzers Microsoft.NET.ILLink.Tasks);
# The programs are linked with the runtime and, ncompose-ui, with ASP.NET Core: both have the version of the native compiler.
my @runtime = ('Microsoft.NETCore.App', 'Microsoft.AspNetCore.App');

sub text { my $file = shift; open my $in, '<:raw', $file or return ''; local $/; return <$in> }
sub json { my $file = shift; return decode_json(text($file) || die "sbom: $file is missing or empty\n") }

sub nuget {
    my ($name, $version) = @_;
    my $folder = "$packages/" . lc("$name/$version");
    my $nuspec = decode("UTF-8", text("$folder/" . lc("$name.nuspec")));
    my ($license) = $nuspec =~ m{<license type="expression">([^<]+)</license>};
    my ($copyright) = $nuspec =~ m{<copyright>([^<]+)</copyright>};
    my ($authors) = $nuspec =~ m{<authors>([^<]+)</authors>};
    return { name => $name, version => $version, purl => "pkg:nuget/$name\@$version", license => $license // '',
        copyright => $copyright // $authors // '' };
}

my %found;
for my $lock (glob "$root/eng/locks/linux-x64/Compose.{Cli,Lsp,Ui}.lock.json") {
    my $targets = json($lock)->{dependencies};
    for my $target (values %$targets) {
        for my $name (keys %$target) {
            my $entry = $target->{$name};
            next if ($entry->{type} // '') eq 'Project' || $tools{$name} || !defined $entry->{resolved};
            if ($name =~ /ILCompiler/i) {
                $found{$_} = { name => $_, version => $entry->{resolved}, purl => "pkg:nuget/$_\@$entry->{resolved}", license => 'MIT',
                    copyright => '.NET Foundation and contributors' } for @runtime;
            } else {
                $found{$name} = nuget($name, $entry->{resolved});
            }
        }
    }
}

# The page's bundle: what package.json names and what that needs, without the tools that make it.
my $page = json("$root/src/Compose.Ui/Page/package-lock.json")->{packages};
for my $path (grep { $_ ne '' && !$page->{$_}{dev} } keys %$page) {
    my ($name) = $path =~ m{node_modules/((?:@[^/]+/)?[^/]+)$};
    my $purl = $name =~ s/^@/%40/r;
    my ($version, $license) = ($page->{$path}{version}, $page->{$path}{license} // '');
    $found{"npm $name"} = { name => $name, version => $version, purl => "pkg:npm/$purl\@$version", license => $license, copyright => '' };
}
die "sbom: the lock files name no packages\n" if keys %found < 5;

my @components = map {
    my $part = $found{$_};
    +{ type => 'library', name => $part->{name}, version => $part->{version}, purl => $part->{purl}, 'bom-ref' => $part->{purl},
       $part->{license} ? (licenses => [{ expression => $part->{license} }]) : (), $part->{copyright} ? (copyright => $part->{copyright}) : () }
} sort keys %found;
my $product = "pkg:generic/ncompose\@$version";
my $document = {
    bomFormat => 'CycloneDX', specVersion => '1.6', version => 1,
    metadata => { timestamp => strftime('%Y-%m-%dT%H:%M:%SZ', gmtime $epoch),
        component => { type => 'application', name => 'ncompose', version => $version, purl => $product, 'bom-ref' => $product,
            licenses => [{ expression => 'Apache-2.0' }] } },
    components => \@components,
    dependencies => [{ ref => $product, dependsOn => [map { $_->{'bom-ref'} } @components] }, map { { ref => $_->{'bom-ref'} } } @components],
};
open my $out, '>:raw', $sbom or die "$sbom: $!\n";
print $out JSON::PP->new->utf8->canonical->pretty->encode($document);
close $out;

open $out, '>:encoding(UTF-8)', $notices or die "$notices: $!\n";
print $out "ncompose contains these works of others, each under its own licence.\n\n";
for (@components) {
    my $license = $_->{licenses} ? $_->{licenses}[0]{expression} : 'see its package';
    printf $out "%s %s: %s%s\n", $_->{name}, $_->{version}, $license, $_->{copyright} ? " ($_->{copyright})" : '';
}
print $out "\n", decode("UTF-8", text("$root/src/Compose.Ui/Page/dist/licences.txt"));
close $out;
