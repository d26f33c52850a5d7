#!/usr/bin/env perl
# zip.pl EPOCH LEVEL ARCHIVE FILE...: a zip archive whose bytes depend on names, contents and that time alone.
use strict;
use warnings;
use IO::Compress::Zip qw(:constants $ZipError);

my ($epoch, $level, $archive, @files) = @ARGV;
my $zip;
for my $name (@files) {
    my $mode = -x $name ? 0755 : 0644;
    my %member = (Name => $name, Time => $epoch, Level => $level, Minimal => 1, ExtAttr => (0100000 | $mode) << 16);
    if ($zip) { $zip->newStream(%member) or die "$archive: $ZipError\n" }
    else { $zip = IO::Compress::Zip->new($archive, %member) or die "$archive: $ZipError\n" }
    open my $in, '<:raw', $name or die "$name: $!\n";
    my $part;
    while (read $in, $part, 1 << 20) { $zip->print($part) or die "$archive: $ZipError\n" }
    close $in;
}
$zip->close or die "$archive: $ZipError\n";
