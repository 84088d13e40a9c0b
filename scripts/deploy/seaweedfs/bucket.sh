#!/bin/sh
# Makes the bucket and has its writes synced. The shell's exit code says nothing, so its lists are read afterwards.
set -eu
bucket=photos
ask() { echo "$1" | weed shell -master=s3:9333 -filer=s3:8888 2>&1; }

tries=0
while [ "$tries" -lt 30 ]; do
  ask "s3.bucket.create -name $bucket" >/dev/null || true
  ask "fs.configure -locationPrefix=/buckets/$bucket/ -volumeGrowthCount=1 -fsync -apply" >/dev/null || true
  if ask "s3.bucket.list" | grep -qw "$bucket" && ask "fs.configure" | grep -q '"fsync": *true'; then
    echo "The bucket $bucket is there, and its writes are synced."
    exit 0
  fi
  tries=$((tries + 1))
  sleep 1
done
echo "The bucket $bucket could not be made within 30 tries; the log of the service s3 says why." >&2
exit 1
